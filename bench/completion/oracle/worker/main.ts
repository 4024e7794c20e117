import { serve } from '../../../workers/serve';
import { runJob } from '../runJob';

serve(runJob);
