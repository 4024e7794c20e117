import { serve } from '../../../workers/serve';
import { run } from '../job';

serve(run);
